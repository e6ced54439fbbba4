import { setTimeout } from "node:timers/promises";
import type { Machine } from "./machine";

const SOCKET = "/dev/log";
const FILE = "/var/log/laboratory-syslog";

/** What a system's log service does: keeps every datagram that comes to its socket. */
const KEEP = [
  "use IO::Socket::UNIX; use IO::Handle; use Socket;",
  "my ($path, $file) = @ARGV;",
  "my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $path) or die $!;",
  'open(my $kept, ">>", $file) or die $!; $kept->autoflush(1);',
  'while (defined $socket->recv(my $message, 8192)) { print $kept "$message\\n" }',
].join("\n");

/** A log service on a machine of the laboratory, which has none: without one, nobody is let in by breaking glass. */
export async function startSystemLog(machine: Machine): Promise<void> {
  const own = "/mnt/dev";
  const overlay = `mount -t overlay overlay -o lowerdir=/dev,upperdir=${own}/upper,workdir=${own}/work /dev`;
  // The socket is this machine's alone.
  machine.mustRun("sh", "-ec", `mkdir -p ${own}/upper ${own}/work\n${overlay}\nrm -f ${SOCKET}`);
  machine.start("system-log", ["perl", "-e", KEEP, SOCKET, FILE]);
  for (let tries = 0; machine.run("test", "-S", SOCKET).status !== 0; tries += 1) {
    if (tries > 50) throw new Error(`no log service: ${machine.lastWordsOf("system-log")}`);
    await setTimeout(100);
  }
}

/** What it has kept. */
export function systemLog(machine: Machine): string {
  return machine.read(FILE);
}
