import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { ALLOWED } from "../problems/allowed";
import { malformed, outOfBounds } from "../problems/text";
import { list, section, text } from "./field";
import { judgeWhy } from "./sources";

const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

const why = text(ALLOWED.why, judgeWhy);
const destination = section({
  host: text(ALLOWED.destinationHost, (value) =>
    HOST.test(value) ? undefined : malformed(value, ALLOWED.destinationHost),
  ),
  protocol: z.enum(["https", "http"]).default(DEFAULTS[1].cloud.protocol),
  why,
});

export const egressSchema = z.discriminatedUnion(
  "mode",
  [
    section({ mode: z.literal("none") }),
    section({ mode: z.literal("nat"), why }),
    section({
      mode: z.literal("firewall"),
      destinations: list(ALLOWED.destinations, destination, (destinations) =>
        destinations.length >= 1 && destinations.length <= 100
          ? undefined
          : outOfBounds(destinations, ALLOWED.destinations),
      ),
    }),
  ],
  ALLOWED.egress,
);
