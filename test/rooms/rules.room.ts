import { runRoom } from "./run-room";

runRoom("rules");
