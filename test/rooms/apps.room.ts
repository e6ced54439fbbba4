import { runRoom } from "./run-room";

runRoom("apps");
