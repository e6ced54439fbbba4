import { runRoom } from "./run-room";

runRoom("mutation");
