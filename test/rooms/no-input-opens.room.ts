import { runRoom } from "./run-room";

runRoom("no-input-opens");
