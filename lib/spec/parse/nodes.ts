import { z } from "zod";
import { isAccelerated, isInstanceType } from "../instance-type";
import { ALLOWED } from "../problems/allowed";
import { acceleratedType } from "../problems/cloud-profile";
import { malformed, outOfBounds } from "../problems/text";
import { list, number, section, text } from "./field";
import { judgeLabel } from "./label";

const instanceType = text(ALLOWED.instanceType, (value) => {
  if (!isInstanceType(value)) return malformed(value, ALLOWED.instanceType);
  return isAccelerated(value) ? acceleratedType(value) : undefined;
});

function wholeNumber(allowed: string, least: number, most: number) {
  return number(allowed, (value) =>
    Number.isInteger(value) && value >= least && value <= most ? undefined : outOfBounds(value, allowed),
  );
}

export const nodesSchema = list(
  ALLOWED.nodes,
  section({
    name: text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label)),
    instanceTypes: list(ALLOWED.instanceTypes, instanceType, (types) =>
      types.length >= 1 && types.length <= 20 ? undefined : outOfBounds(types, ALLOWED.instanceTypes),
    ),
    min: wholeNumber(ALLOWED.leastNodes, 0, 450),
    max: wholeNumber(ALLOWED.mostNodes, 1, 450),
    desired: wholeNumber(ALLOWED.leastNodes, 0, 450).optional(),
    os: z.enum(["bottlerocket", "al2023"]),
    diskGiB: wholeNumber(ALLOWED.diskGiB, 20, 16_384),
  }),
);
