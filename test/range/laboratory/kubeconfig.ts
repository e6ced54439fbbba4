import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The client certificate of a kubeconfig, as PEM files. */
export function certificateOf(kubeconfig: string, folder: string, name: string) {
  const { users } = parse(kubeconfig) as {
    readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
  };
  const user = users[0]?.user ?? {};
  const file = (field: string, ending: string) => {
    const path = join(folder, `${name}.${ending}`);
    writeFileSync(path, Buffer.from(user[field] ?? "", "base64"), { mode: 0o600 });
    return path;
  };
  return { certificate: file("client-certificate-data", "crt"), key: file("client-key-data", "key") };
}
