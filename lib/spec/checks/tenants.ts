import { z } from "zod";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { unknownAddressOnCloud } from "../problems/admission";
import { sinkOnCloud, sinkWithoutAggregator } from "../problems/logs";
import { findRepeats } from "./repeats";

const TENANT = z.object({ name: z.string() });
const ON_CLOUD = z.object({ profile: z.object({ kind: z.literal("cloud") }) });
const WITH_SINK = z.object({ logSink: z.object({}) });
const WITH_API_SERVER = z.object({ needsApiServer: z.literal(true) });

/** One tenant for each namespace, and the API server only where its addresses are known. */
export function checkTenants(data: PlainData): readonly LocatedProblem[] {
  const tenants = readEach(data, ["tenants"], TENANT).elements;
  const onCloud = ON_CLOUD.safeParse(data).success;
  const forwards = valueAt(data, ["logs", "forwardTo"]) !== undefined;
  const homeless = onCloud ? readEach(data, ["tenants"], WITH_API_SERVER).elements : [];
  return [
    ...findRepeats(
      tenants.map(({ path, value }) => ({ path: [...path, "name"], value: value.name })),
      "tenant",
    ),
    ...readEach(data, ["tenants"], WITH_SINK).elements.flatMap(({ path }) => {
      const problem = onCloud ? sinkOnCloud() : forwards ? undefined : sinkWithoutAggregator();
      return problem === undefined ? [] : [{ path: [...path, "logSink"], problem }];
    }),
    ...homeless.map(({ path }) => ({ path: [...path, "needsApiServer"], problem: unknownAddressOnCloud() })),
  ];
}
