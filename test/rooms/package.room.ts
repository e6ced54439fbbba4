import { runRoom } from "./run-room";

runRoom("package");
