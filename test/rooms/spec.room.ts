import { runRoom } from "./run-room";

runRoom("spec");
