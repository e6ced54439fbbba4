import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plant } from "../../apps/fleet/clusters";
import { approveCertificates } from "../../lib/pillars/authentication/approve-certificates";
import { programPath, testUnless } from "./programs";

const missing = ["openssl", "jq"].find((name) => programPath(name) === undefined);
const withoutPrograms = missing === undefined ? undefined : `${missing} is not on the PATH`;

/** In the place of curl: gives what is asked for from files, and keeps what is decided. */
const CURL = `#!/bin/sh
folder=$(dirname "$0")/..
for word in "$@"; do
case $last in --output) target=$word ;; --data-binary) body=\${word#@} ;; esac
last=$word
done
case $last in
*/approval) name=\${last%/approval}; cp "$body" "$folder/decided/\${name##*/}"; printf 200 ;;
*/nodes) cp "$folder/nodes.json" "$target" ;;
*) cp "$folder/requests.json" "$target" ;;
esac
`;

const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
const SUBJECT = "/O=cert:plant-recovery/CN=cert:oidc:alice";
const MACHINE = "/O=system:nodes/CN=system:node:worker-1";
const NAMES = ["-addext", "subjectAltName=DNS:worker-1,IP:10.40.0.21"];

function csr(...more: readonly string[]): string {
  return execFileSync(
    "openssl",
    ["req", "-new", ...(more.includes("-newkey") ? [] : EC), "-nodes", "-keyout", "/dev/null", ...more],
    {
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
    },
  );
}

const PERSON = {
  signerName: "kubernetes.io/kube-apiserver-client",
  username: "oidc:alice",
  groups: ["oidc:plant-platform", "system:authenticated"],
  expirationSeconds: 3600,
  usages: ["client auth", "digital signature"],
};
const KUBELET = {
  signerName: "kubernetes.io/kubelet-serving",
  username: "system:node:worker-1",
  groups: ["system:nodes", "system:authenticated"],
  usages: ["server auth", "digital signature"],
};
const NODES = [node("cp-1", "10.40.0.11"), node("worker-1", "10.40.0.21")];

function node(name: string, ...addresses: readonly string[]) {
  const internal = addresses.map((address) => ({ type: "InternalIP", address }));
  return { metadata: { name }, status: { addresses: [...internal, { type: "Hostname", address: name }] } };
}

describe("the script that decides on requests, with the real openssl and jq", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-approve-"));
    for (const name of ["run", "bin", "decided"]) mkdirSync(join(folder, name));
    const self = ["-subj", "/CN=kubernetes", "-days", "2"];
    const out = ["-keyout", join(folder, "ca.key"), "-out", join(folder, "ca.crt")];
    execFileSync("openssl", ["req", "-x509", ...EC, "-nodes", ...self, ...out], { stdio: "pipe" });
    const node = plant.profile.controlPlaneNodes[0] ?? { name: "", address: "" };
    for (const { path, content } of approveCertificates(plant, node).slice(0, 2)) {
      const own = content
        .replace("/run/portcullis", join(folder, "run/portcullis"))
        .replace("settings=/etc/portcullis/certificates.json", `settings=${join(folder, "certificates.json")}`)
        .replace("signer=/etc/kubernetes/pki/ca", `signer=${join(folder, "ca")}`);
      writeFileSync(join(folder, path.split("/").at(-1) ?? ""), own);
    }
    writeFileSync(join(folder, "bin/curl"), CURL);
    chmodSync(join(folder, "bin/curl"), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is decided on one request: `Denied: why`; undefined where it waits. */
  function decide(
    spec: object,
    request: string,
    nodes: readonly object[] = NODES,
    status: object = {},
  ): string | undefined {
    for (const name of readdirSync(join(folder, "decided"))) rmSync(join(folder, "decided", name));
    const item = {
      metadata: { name: "asked" },
      spec: { ...spec, request: Buffer.from(request).toString("base64") },
      status,
    };
    writeFileSync(join(folder, "requests.json"), JSON.stringify({ items: [item] }));
    writeFileSync(join(folder, "nodes.json"), JSON.stringify({ items: nodes }));
    const { status: code, stderr } = spawnSync("sh", [join(folder, "portcullis-approve-certificates")], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH ?? ""}` },
    });
    if (code !== 0) throw new Error(stderr);
    if (!readdirSync(join(folder, "decided")).includes("asked")) return undefined;
    const { kind, spec: kept, status: now } = JSON.parse(readFileSync(join(folder, "decided/asked"), "utf8"));
    expect({ kind, kept }).toEqual({ kind: "CertificateSigningRequest", kept: item.spec });
    return `${now.conditions[0].type}: ${now.conditions[0].message}`;
  }

  const runs = (name: string, body: () => void) => testUnless(withoutPrograms, name, body);

  runs("approves what the description allows, whichever way round the subject is written", () => {
    for (const subject of [SUBJECT, "/CN=cert:oidc:alice/O=cert:plant-recovery"])
      expect(decide(PERSON, csr("-subj", subject))).toBe("Approved: the description allows it");
  });

  runs("approves strong keys of another kind", () => {
    for (const key of [
      ["-newkey", "rsa:2048"],
      ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"],
    ])
      expect(decide(PERSON, csr(...key, "-subj", SUBJECT))).toBe("Approved: the description allows it");
  });

  runs("approves a kubelet's request for its own name and address", () => {
    expect(decide(KUBELET, csr("-subj", MACHINE, ...NAMES))).toBe("Approved: the description allows it");
  });

  runs("leaves no key and no credential behind", () => {
    decide(PERSON, csr("-subj", SUBJECT));
    expect(readdirSync(join(folder, "run"))).toEqual([]);
  });

  runs("leaves alone what was decided on, and what other signers sign", () => {
    const decided = { conditions: [{ type: "Denied", status: "True" }] };
    expect(decide(PERSON, csr("-subj", SUBJECT), NODES, decided)).toBeUndefined();
    const forLogins = { ...KUBELET, signerName: "kubernetes.io/kube-apiserver-client-kubelet" };
    expect(decide(forLogins, csr("-subj", MACHINE))).toBeUndefined();
  });

  runs("waits for a machine that has not said its address", () => {
    expect(decide(KUBELET, csr("-subj", MACHINE, ...NAMES), [NODES[0] ?? {}])).toBeUndefined();
    expect(decide(KUBELET, csr("-subj", MACHINE, ...NAMES), [{ metadata: { name: "worker-1" } }])).toBeUndefined();
  });

  const subject = "its subject is not CN=cert:oidc:alice,O=cert:plant-recovery";
  const names = "it asks for other names, addresses or extensions than it may have";
  const OF_PEOPLE: readonly (readonly [string, object, () => string, string])[] = [
    ["a provider's group", {}, () => csr("-subj", "/O=oidc:sre/CN=cert:oidc:alice"), subject],
    [
      "a second group behind the first",
      {},
      () => csr("-subj", "/O=cert:plant-recovery/O=oidc:sre/CN=cert:oidc:alice"),
      subject,
    ],
    [
      "both in one part of the name",
      {},
      () => csr("-multivalue-rdn", "-subj", "/O=cert:plant-recovery+CN=cert:oidc:alice"),
      subject,
    ],
    ["a unit beside it", {}, () => csr("-subj", `${SUBJECT}/OU=system:masters`), subject],
    [
      "a group that is spelled with a comma",
      {},
      () => csr("-subj", "/O=x,O=cert:plant-recovery/CN=cert:oidc:alice"),
      subject,
    ],
    [
      "two spellings in one text",
      {},
      () => csr("-subj", "/CN=a;CN=cert:oidc:alice,O=cert:plant-recovery;O=b"),
      subject,
    ],
    ["no name", {}, () => csr("-subj", "/"), subject],
    [
      "somebody's address of mail",
      {},
      () => csr("-subj", SUBJECT, "-addext", "subjectAltName=email:root@example.com"),
      names,
    ],
    [
      "a server's name",
      {},
      () => csr("-subj", SUBJECT, "-addext", "subjectAltName=DNS:api.plant-berlin.example.com"),
      names,
    ],
    ["to be an authority", {}, () => csr("-subj", SUBJECT, "-addext", "basicConstraints=critical,CA:TRUE"), names],
    ["RSA of 1024 bits", {}, () => csr("-newkey", "rsa:1024", "-subj", SUBJECT), "its key is weak"],
    [
      "a curve of 160 bits",
      {},
      () => csr("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp160r1", "-subj", SUBJECT),
      "its key is weak",
    ],
    [
      "a request behind the request",
      {},
      () => csr("-subj", SUBJECT) + csr("-subj", "/O=oidc:sre/CN=x"),
      "it holds something beside one request",
    ],
    [
      "a request behind another text",
      {},
      () => `O=oidc:sre\n${csr("-subj", SUBJECT)}`,
      "it holds something beside one request",
    ],
    [
      "another kind of request",
      {},
      () => csr("-subj", SUBJECT).replaceAll("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"),
      "it holds something beside one request",
    ],
    ["no request", {}, () => "hello", "it is no request of PKCS#10"],
    ["a signature of another key", {}, () => forged(), "its signature is not that of its key"],
    ["no life", { expirationSeconds: undefined }, () => csr("-subj", SUBJECT), "it states no life"],
    [
      "a second more than an hour",
      { expirationSeconds: 3601 },
      () => csr("-subj", SUBJECT),
      "its life is above an hour",
    ],
    [
      "to serve as well",
      { usages: ["client auth", "server auth"] },
      () => csr("-subj", SUBJECT),
      "its usages are other",
    ],
    ["no usage", { usages: [] }, () => csr("-subj", SUBJECT), "its usages are other"],
    [
      "it by a certificate",
      { username: "cert:alice", groups: ["oidc:plant-platform"] },
      () => csr("-subj", SUBJECT),
      "only somebody who has logged in",
    ],
    [
      "it by an account",
      { username: "system:serviceaccount:team:ci" },
      () => csr("-subj", SUBJECT),
      "only somebody who has logged in",
    ],
    [
      "it under a name with a comma",
      { username: "oidc:alice,O=oidc:sre" },
      () => csr("-subj", SUBJECT),
      "only somebody who has logged in",
    ],
    [
      "it under a name of two lines",
      { username: "oidc:alice\noidc:bob" },
      () => csr("-subj", SUBJECT),
      "only somebody who has logged in",
    ],
    [
      // To jq's regular expressions, what stands before the last end of line stands at the end.
      "it under a name that ends its line",
      { username: "oidc:alice\n" },
      () => csr("-subj", SUBJECT),
      "only somebody who has logged in",
    ],
    [
      "it as a viewer",
      { groups: ["oidc:plant-operators"] },
      () => csr("-subj", SUBJECT),
      "whoever asks holds no persona",
    ],
    [
      "it as a user of the group's name",
      { username: "oidc:plant-platform", groups: [] },
      () => csr("-subj", SUBJECT),
      "whoever asks holds no persona",
    ],
    [
      "it in the name of somebody else",
      { username: "oidc:bob" },
      () => csr("-subj", SUBJECT),
      "its subject is not CN=cert:oidc:bob",
    ],
  ];

  for (const [what, change, request, why] of OF_PEOPLE) {
    runs(`refuses whoever asks for ${what}`, () => {
      expect(decide({ ...PERSON, ...change }, request()) ?? "").toContain(`Denied: ${why}`);
    });
  }

  const own = () => csr("-subj", MACHINE, ...NAMES);
  const OF_MACHINES: readonly (readonly [string, object, () => string, readonly object[], string])[] = [
    [
      "another machine's identity",
      {},
      () => csr("-subj", "/O=system:nodes/CN=system:node:cp-1", ...NAMES),
      NODES,
      "its subject is not CN=system:node:worker-1",
    ],
    [
      "another machine's address",
      {},
      () => csr("-subj", MACHINE, "-addext", "subjectAltName=DNS:worker-1,IP:10.40.0.11"),
      NODES,
      names,
    ],
    [
      "the API server's name besides",
      {},
      () => csr("-subj", MACHINE, "-addext", "subjectAltName=DNS:worker-1,DNS:kubernetes,IP:10.40.0.21"),
      NODES,
      names,
    ],
    ["no names", {}, () => csr("-subj", MACHINE), NODES, names],
    ["it as nobody's machine", { groups: ["system:authenticated"] }, own, NODES, "a kubelet asks for its own machine"],
    ["it as a person", { username: "oidc:alice" }, own, NODES, "a kubelet asks for its own machine"],
    ["to log in by it", { usages: ["client auth", "server auth"] }, own, NODES, "its usages are other"],
    [
      "it as a machine that is called kubernetes",
      { username: "system:node:kubernetes" },
      own,
      [node("kubernetes", "10.40.0.21")],
      "the name is that of something else",
    ],
    [
      "it with two addresses",
      {},
      own,
      [node("worker-1", "10.40.0.21", "10.40.0.11")],
      "the machine says to have several addresses",
    ],
    [
      "it with an address of the control plane",
      {},
      own,
      [node("worker-1", "10.40.0.11")],
      "the address is not that of this control plane",
    ],
    [
      "it with an address of no machine",
      {},
      own,
      [node("worker-1", "10.96.0.1")],
      "the address is in no range of machines",
    ],
    [
      "it with a text for an address",
      {},
      own,
      [node("worker-1", "10.40.0.21,IP:10.40.0.11")],
      "the address is in no range of machines",
    ],
    [
      "it with the control plane's address and an end of line",
      {},
      () => csr("-subj", MACHINE, "-addext", "subjectAltName=DNS:worker-1,IP:10.40.0.11"),
      [NODES[0] ?? {}, node("worker-1", "10.40.0.11\n")],
      "the address is in no range of machines",
    ],
    [
      "it with an address that another one has",
      {},
      own,
      [...NODES, node("worker-2", "10.40.0.21")],
      "another machine has this name or address",
    ],
    [
      "it with a name that another one has",
      {},
      own,
      [
        ...NODES,
        { metadata: { name: "worker-2" }, status: { addresses: [{ type: "ExternalDNS", address: "worker-1" }] } },
      ],
      "another machine has this name or address",
    ],
  ];

  for (const [what, change, request, nodes, why] of OF_MACHINES) {
    runs(`refuses a machine that asks for ${what}`, () => {
      expect(decide({ ...KUBELET, ...change }, request(), nodes) ?? "").toContain(`Denied: ${why}`);
    });
  }
});

/** A request whose last byte, which is the signature's, is another. */
function forged(): string {
  const [head = "", ...rest] = csr("-subj", SUBJECT).trim().split("\n");
  const der = Buffer.from(rest.slice(0, -1).join(""), "base64");
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `${[head, ...lines, rest.at(-1)].join("\n")}\n`;
}
