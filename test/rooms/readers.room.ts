import { runRoom } from "./run-room";

runRoom("readers");
