import type { ImageRegistriesFact } from "../facts/image-registries";
import { edgeServer } from "../fixtures/edge-server";
import type { WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Where the images of a machine come from. */
export const IMAGES_FROM_MIRRORS_ONLY: Rule<"image-registries"> = {
  id: "images-from-mirrors-only",
  title: "Every image comes from the site's registries, over TLS with a certificate that is checked.",
  why: "What pulls from the internet needs a way there, and runs whatever somebody on the way, or the registry's next owner, hands out.",
  fix: 'Give the mirror "*" https endpoints, write disable-default-registry-endpoint: true, and no insecure_skip_verify.',
  controls: ["NIST-800-53r5 CM-7", "NIST-800-53r5 SI-7", "NIST-800-53r5 SC-8"],
  judges: "image-registries",
  reach: "ours",
  judge(fact) {
    return failOn([...faultsOfMirrors(fact), ...faultsOfHosts(fact)]);
  },
  fixtures: () => ({
    pass: [
      { name: "one registry for all images", documents: edgeServer() },
      {
        name: "a registry with an authority of its own",
        documents: registries({
          mirrors: { "*": { endpoint: ["https://registry.example.com:5000"] } },
          configs: { "registry.example.com:5000": { tls: { ca_file: "/etc/ssl/registry.pem" } } },
        }),
      },
    ],
    fail: [
      {
        name: "the registry that an image names, when the mirror is down",
        documents: edgeServer({ config: { "disable-default-registry-endpoint": undefined } }),
      },
      {
        name: "no registries at all",
        documents: edgeServer({ files: { "/etc/rancher/k3s/registries.yaml": undefined } }),
      },
      {
        name: "a mirror for one registry alone",
        documents: registries({ mirrors: { "docker.io": { endpoint: ["https://registry.example.com"] } } }),
      },
      { name: "a mirror without an endpoint", documents: registries({ mirrors: { "*": {} } }) },
      { name: "an endpoint in clear", documents: registries({ mirrors: { "*": { endpoint: ["http://10.0.0.9"] } } }) },
      {
        name: "an endpoint without a scheme",
        documents: registries({ mirrors: { "*": { endpoint: ["localhost:5000"] } } }),
      },
      {
        name: "a certificate that nobody checks",
        documents: registries({
          mirrors: { "*": { endpoint: ["https://registry.example.com"] } },
          configs: { "registry.example.com": { tls: { insecure_skip_verify: true } } },
        }),
      },
      {
        name: "a password in the output",
        documents: registries({
          mirrors: { "*": { endpoint: ["https://registry.example.com"] } },
          configs: { "registry.example.com": { auth: { username: "pull", password: "secret" } } },
        }),
      },
      {
        name: "settings of another registry, which k3s then asks itself past the mirror",
        documents: registries({
          mirrors: { "*": { endpoint: ["https://registry.example.com"] } },
          configs: { "docker.io": { tls: { ca_file: "/etc/ssl/registry.pem" } } },
        }),
      },
    ],
  }),
};

function faultsOfMirrors({ mirrors, fallsBack }: ImageRegistriesFact): readonly Fault[] {
  const faults: Fault[] = fallsBack
    ? [
        {
          at: "disable-default-registry-endpoint",
          got: "false",
          message: "where no mirror answers, the registry that an image names is asked",
        },
      ]
    : [];
  if (!mirrors.some(({ registry }) => registry === "*"))
    faults.push({
      at: "mirrors",
      got: mirrors.map(({ registry }) => registry).join(", ") || "nothing",
      message: "images of registries without a mirror come from the internet",
    });
  for (const { registry, endpoints } of mirrors) {
    const at = `mirrors.${registry}.endpoint`;
    // k3s drops a mirror without endpoints, and with it that images have to come from there.
    if (endpoints.length === 0) faults.push({ at, got: "nothing", message: "a mirror without an endpoint is none" });
    for (const endpoint of endpoints.filter((url) => hostOf(url) === undefined))
      faults.push({ at, got: endpoint, message: "an endpoint must be an https URL of a host" });
  }
  return faults;
}

function faultsOfHosts({ mirrors, hosts }: ImageRegistriesFact): readonly Fault[] {
  const asked = mirrors.flatMap(({ endpoints }) => endpoints.map(hostOf));
  return hosts.flatMap(({ host, verified, credentials }): readonly Fault[] => {
    const at = `configs.${host}`;
    return [
      ...(verified ? [] : [{ at, got: "insecure_skip_verify", message: "its certificate is not checked" }]),
      ...(credentials ? [{ at, got: "auth", message: "its credentials stand in the output" }] : []),
      ...(asked.includes(host)
        ? []
        : [{ at, got: host, message: "with settings of its own, k3s asks this registry itself past the mirrors" }]),
    ];
  });
}

function hostOf(endpoint: string): string | undefined {
  return /^https:\/\/([a-z0-9.-]+(?::\d{1,5})?)$/.exec(endpoint)?.[1];
}

function registries(content: WrittenObject) {
  return edgeServer({ files: { "/etc/rancher/k3s/registries.yaml": content } });
}
