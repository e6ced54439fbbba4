// The fleet by the library's own function for many clusters: judged, in several processes.
import { synthesizeFleet } from "portcullis/fleet";
import { descriptionsOf } from "../descriptions";
import { finish, readTask } from "../task";

const { count, mix, outdir, examples } = readTask();
void synthesizeFleet(descriptionsOf(count, mix, examples), { folder: outdir, incremental: false }).then(() => finish());
