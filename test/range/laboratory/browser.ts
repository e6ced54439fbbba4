import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Host } from "./network";

/** A page as a browser gets it. */
export interface Page {
  readonly status: number;
  readonly location: string | undefined;
  /** How the server wants to know who asks: `Negotiate`. */
  readonly challenge: string | undefined;
  readonly body: string;
}

/** A form of a page: where it goes, and what is in it already. */
export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const plain = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

/** The form with this id. */
export function formOf(page: Page, id: string): Form | undefined {
  const forms = [...page.body.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => form);
  const form = forms.find((text) => attribute(text, "id") === id);
  if (form === undefined) return undefined;
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag);
  const fields = inputs.flatMap((tag) => {
    const [name, value] = [attribute(tag, "name"), attribute(tag, "value")];
    return name === undefined || value === undefined ? [] : [[name, plain(value)] as const];
  });
  return { action: plain(attribute(form, "action") ?? ""), fields: Object.fromEntries(fields) };
}

/** Somebody at a browser on a host: cookies are kept, redirects are followed until another site takes over. */
export class Browser {
  readonly #cookies: string;

  constructor(
    private readonly host: Host,
    private readonly site: { readonly name: string; readonly address: string; readonly authority: string },
    folder: string,
    name: string,
  ) {
    this.#cookies = join(folder, `${name}.cookies`);
  }

  open(url: string): Page {
    return this.#follow(this.#curl(url, []));
  }

  submit(url: string, fields: Readonly<Record<string, string>>): Page {
    const data = Object.entries(fields).flatMap(([name, value]) => ["--data-urlencode", `${name}=${value}`]);
    return this.#follow(this.#curl(url, data));
  }

  #follow(page: Page): Page {
    let current = page;
    for (let hops = 0; hops < 10; hops += 1) {
      const { location } = current;
      if (location === undefined || new URL(location).hostname !== this.site.name) return current;
      current = this.#curl(location, []);
    }
    throw new Error(`${page.location} goes round in circles`);
  }

  #curl(url: string, more: readonly string[]): Page {
    const { name, address, authority } = this.site;
    const args = [
      "--disable",
      "--noproxy",
      "*",
      "--silent",
      "--show-error",
      "--include",
      "--http1.1",
      "--max-time",
      "20",
    ];
    args.push("--cacert", authority, "--resolve", `${name}:443:${address}`);
    args.push("--cookie", this.#cookies, "--cookie-jar", this.#cookies, ...more, url);
    const enter = [`--net=/var/run/netns/${this.host.namespace}`, "curl", ...args];
    const { stdout, stderr } = spawnSync("nsenter", enter, { encoding: "utf8", timeout: 30_000 });
    const end = stdout.indexOf("\r\n\r\n");
    if (end < 0) throw new Error(`${url} does not answer: ${stderr}`);
    const head = stdout.slice(0, end);
    return {
      status: Number(/^HTTP\/\S+ (\d{3})/.exec(head)?.[1] ?? 0),
      location: /^location: (\S+)/im.exec(head)?.[1],
      challenge: /^www-authenticate: (\S+)/im.exec(head)?.[1],
      body: stdout.slice(end + 4),
    };
  }
}
