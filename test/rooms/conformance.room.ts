import { runRoom } from "./run-room";

runRoom("conformance");
