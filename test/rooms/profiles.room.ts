import { runRoom } from "./run-room";

runRoom("profiles");
