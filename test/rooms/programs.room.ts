import { runRoom } from "./run-room";

runRoom("programs");
