import { runRoom } from "./run-room";

runRoom("judge");
