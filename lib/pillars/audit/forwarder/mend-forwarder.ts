import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";

/**
 * What runs after the forwarder has ended. With a database that is damaged a Collector does not start, or ends with a panic, again and
 * again: nothing would be forwarded until somebody looks. Files are what counts, and databases only say how far they were read: without
 * them all is read again from the beginning, and what was sent already comes twice. A damaged one is told by its first bytes, or
 * by the status with which a program in Go ends in a panic; missing certificates and a bad network end it otherwise.
 *
 * @see https://github.com/etcd-io/bbolt
 */
export const MEND_FORWARDER: ConfigFile = {
  pillar: "audit",
  fields: ["logs.forwardTo"],
  path: MACHINE_PATHS.mendForwarder,
  mode: "0700",
  owner: "root:root",
  content: `#!/bin/sh
# Takes databases of the forwarder away that it cannot read: it then reads every file again from its beginning.
set -eu
state=${MACHINE_PATHS.forwarderState}
readable() { for at in 16 4112; do if [ "$(od -An -tx4 -j "$at" -N 4 "$1" | tr -d ' ')" = ed0cdaed ]; then return 0; fi; done; return 1; }
damaged=no
if [ "\${SERVICE_RESULT:-}" = exit-code ] && [ "\${EXIT_STATUS:-}" = 2 ]; then damaged=yes; fi
for file in "$state"/queue/exporter_* "$state"/offsets/receiver_*; do if [ -s "$file" ] && ! readable "$file"; then damaged=yes; fi; done
if [ "$damaged" = yes ]; then echo "databases of the forwarder were damaged: what is on the machine is read again, what waited of files that are gone is lost" >&2; rm -rf "$state/queue" "$state/offsets"; fi
`,
};
