import { line } from "./break-glass-script";

/** Where it lies: a unit names it by its path. */
export const MENDS_FORWARDER_AT = "/usr/local/sbin/portcullis-mend-forwarder";

/** Takes databases of a forwarder away that it cannot read: every line is compared to the letter. */
export const MENDS_FORWARDER: readonly RegExp[] = [
  line("#!/bin/sh"),
  line("set -eu"),
  line("state=/var/lib/portcullis/forwarder"),
  line(
    'readable() { for at in 16 4112; do if [ "$(od -An -tx4 -j "$at" -N 4 "$1" | tr -d \' \')" = ed0cdaed ]; then return 0; fi; done; return 1; }',
  ),
  line("damaged=no"),
  line('if [ "${SERVICE_RESULT:-}" = exit-code ] && [ "${EXIT_STATUS:-}" = 2 ]; then damaged=yes; fi'),
  line(
    'for file in "$state"/queue/exporter_* "$state"/offsets/receiver_*; do if [ -s "$file" ] && ! readable "$file"; then damaged=yes; fi; done',
  ),
  line(
    'if [ "$damaged" = yes ]; then echo "databases of the forwarder were damaged: what is on the machine is read again, what waited of files that are gone is lost" >&2; rm -rf "$state/queue" "$state/offsets"; fi',
  ),
];
