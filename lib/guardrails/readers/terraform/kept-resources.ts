import type { KeptResourceFact } from "../../facts/kept-resource";
import { known, type Value, whenKnown } from "../../value";
import { BlockBody } from "./block-body";
import type { Expressions } from "./expressions";
import type { StackDocument } from "./stack-document";

/** Reads keys and the log groups of control planes: what cannot be made again once it is destroyed. */
export function readKeptResources(stack: StackDocument, expressions: Expressions): readonly KeptResourceFact[] {
  return [...stack.resources.values()].flatMap((block): readonly KeptResourceFact[] => {
    const body = new BlockBody(expressions, block.body);
    const base = { kind: "kept-resource" as const, place: block.place, ours: block.ours };
    const prevented = whenKnown(
      body.block("lifecycle"),
      (lifecycle) => lifecycle?.flag("prevent_destroy", false) ?? known(false),
    );
    if (block.type === "aws_kms_key") {
      return [
        {
          ...base,
          what: "key",
          outlivesDestroy: prevented,
          enabled: body.flag("is_enabled", true),
          rotated: body.flag("enable_key_rotation", false),
          deletionWindowDays: body.integer("deletion_window_in_days"),
          retentionDays: known(undefined),
        },
      ];
    }
    const name = body.text("name");
    if (
      block.type !== "aws_cloudwatch_log_group" ||
      !(name.known && /^\/aws\/eks\/.+\/cluster$/.test(name.value ?? ""))
    )
      return [];
    const kept = [prevented, body.flag("skip_destroy", false), body.flag("deletion_protection_enabled", false)];
    return [
      {
        ...base,
        what: "log group",
        outlivesDestroy: anyOf(kept),
        enabled: known(true),
        rotated: known(true),
        deletionWindowDays: known(undefined),
        retentionDays: whenKnown(body.integer("retention_in_days"), (days) => known(days === 0 ? undefined : days)),
      },
    ];
  });
}

function anyOf(values: readonly Value<boolean>[]): Value<boolean> {
  if (values.some((value) => value.known && value.value)) return known(true);
  return values.find((value) => !value.known) ?? known(false);
}
