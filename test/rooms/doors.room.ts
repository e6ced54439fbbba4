import { runRoom } from "./run-room";

runRoom("doors");
