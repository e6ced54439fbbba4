import { runRoom } from "./run-room";

runRoom("attacks");
