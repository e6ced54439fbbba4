import { isDeepStrictEqual } from "node:util";
import type { SshDeliveryFact } from "../../facts/ssh-delivery";
import { isObject } from "../fields";
import { readCloudConfig } from "../machine/read-cloud-config";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

const USER_DATA = "portcullis-user-data.yaml";
const WRITE_FILES = `sudo cloud-init --force --file ${USER_DATA} single --name write_files --frequency always`;
const LOAD_FIREWALL = "sudo systemctl reload portcullis-firewall.service";
const CONNECTION = ["type", "host", "user", "timeout", "host_key", "agent", "private_key"];

/** A key that is read when Terraform runs, and stays in its file. */
const KEY_FROM_FILE = /^\$\{file\((?:pathexpand\()?"[A-Za-z0-9._~/ -]+"\)?\)\}$/;

/** Finds what is delivered over SSH in the one way that is read; every other provisioner runs something that nobody judges. */
export function readSshDeliveries(stack: StackDocument, expressions: Expressions): readonly SshDeliveryFact[] {
  return [...stack.resources.values()].flatMap((block) => readSshDelivery(block, expressions) ?? []);
}

/**
 * Reads one delivery: user data as a file, and a few lines that write its files, run its commands and nothing else. The user data itself
 * is opened and judged like any other. Undefined where it is anything else.
 */
export function readSshDelivery(block: Block, expressions: Expressions): SshDeliveryFact | undefined {
  const { connection, provisioner } = block.body;
  if (block.type !== "terraform_data" || !isObject(connection) || !Array.isArray(provisioner)) return undefined;
  const [first, second, ...others] = provisioner as readonly unknown[];
  const file = onlyUnder(first, "file", ["content", "destination"]);
  const commands = onlyUnder(second, "remote-exec", ["inline"]);
  if (file === undefined || commands === undefined || others.length > 0 || file.destination !== USER_DATA)
    return undefined;
  const content = literal(file.content, expressions);
  const inline = Array.isArray(commands.inline) ? commands.inline.map((line) => literal(line, expressions)) : [];
  if (content?.startsWith("#cloud-config\n") !== true || !isDeepStrictEqual(inline, linesFor(content, block)))
    return undefined;
  if (Object.keys(connection).some((key) => !CONNECTION.includes(key)) || connection.type !== "ssh") return undefined;
  const text = (key: string) => literal(connection[key], expressions);
  return {
    kind: "ssh-delivery",
    place: { ...block.place, path: `${block.address}.connection` },
    ours: block.ours,
    host: text("host"),
    user: text("user"),
    hostKey: text("host_key"),
    timeout: text("timeout"),
    credential: credentialOf(connection),
  };
}

/** What the machine must run: the files of the user data first, its commands in their order, and the firewall once more for one that ran already. */
function linesFor(content: string, block: Block): readonly string[] {
  const { commands } = readCloudConfig(content, block.place, block.ours);
  return [
    "set -eu",
    WRITE_FILES,
    ...commands.map((command) => `sudo ${command.join(" ")}`),
    LOAD_FIREWALL,
    `rm ${USER_DATA}`,
  ];
}

function credentialOf(connection: Readonly<Record<string, unknown>>): SshDeliveryFact["credential"] {
  const key = connection.private_key;
  if (key === undefined || key === null)
    return connection.agent === true || connection.agent === "true" ? "agent" : "none";
  return typeof key === "string" && KEY_FROM_FILE.test(key) ? "file" : "written";
}

function literal(value: unknown, expressions: Expressions): string | undefined {
  const found = expressions.resolve(value);
  return found.kind === "literal" && typeof found.value === "string" ? found.value : undefined;
}

/** The one object under one key, when it has these keys and no others: `when` and `on_failure` change what a provisioner is. */
function onlyUnder(
  value: unknown,
  key: string,
  keys: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(value) || !isDeepStrictEqual(Object.keys(value), [key])) return undefined;
  const inner = value[key];
  return isObject(inner) && isDeepStrictEqual(Object.keys(inner).sort(), [...keys].sort()) ? inner : undefined;
}
