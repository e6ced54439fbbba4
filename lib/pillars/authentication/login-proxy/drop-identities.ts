import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";

/**
 * The program in the proxy that takes out of a request, before anybody looks at it, every header by which its sender could say
 * who he is: whatever begins with `X-Remote-`, in any case and with `_` for `-`. `Connection` goes too: it names headers that are
 * to be taken out again on the way, and could name the proxy's own.
 *
 * A program and no directive, for httpd removes headers by whole names alone, and whoever sends `X-Remote-Extra-` may end it as he likes.
 *
 * @see https://httpd.apache.org/docs/2.4/mod/mod_lua.html
 */
export function dropIdentities(): ConfigFile {
  return {
    pillar: "authentication",
    fields: [],
    path: MACHINE_PATHS.dropIdentities,
    mode: "0644",
    owner: "root:root",
    content: `function drop_identities(request)
  for name in pairs(request:headers_in_table()) do
    local plain = name:lower():gsub("_", "-")
    if plain:sub(1, 9) == "x-remote-" or plain == "connection" then request.headers_in[name] = nil end
  end
  return apache2.DECLINED
end
`,
  };
}
