import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// `new App()` writes into `cdktf.out` of the working folder, which two workers would share, with each other and with
// whoever synthesized there before.
process.env.CDKTF_OUTDIR = mkdtempSync(join(tmpdir(), "cdktf.out-"));
