import { z } from "zod";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { unknownFirstNode, virtualAddressMissing, virtualAddressOfOne } from "../problems/machines";
import { findRepeats } from "./repeats";

const TEXT = z.string();
const NAMED = z.object({ name: TEXT });
const ADDRESSED = z.object({ address: TEXT });
const CONTROL_PLANE = ["profile", "controlPlaneNodes"];
const WORKERS = ["profile", "workers"];
const VIRTUAL = ["profile", "virtualAddress"];
const FIRST = ["profile", "firstControlPlaneNode"];

/** Every machine has a name and an address of its own, and several API servers have one address that moves. */
export function checkDataCenterMachines(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "data-center") return [];
  return [
    ...findRepeats([...named(data, CONTROL_PLANE), ...named(data, WORKERS)], "machine"),
    ...findRepeats(
      [...addressed(data, CONTROL_PLANE), ...addressed(data, WORKERS), ...virtualAddress(data)],
      "address",
    ),
    ...checkVirtualAddress(data),
    ...checkFirst(data),
  ];
}

function checkVirtualAddress(data: PlainData): readonly LocatedProblem[] {
  const machines = valueAt(data, CONTROL_PLANE);
  if (!Array.isArray(machines)) return [];
  const virtual = valueAt(data, VIRTUAL);
  if (virtual === undefined) return machines.length >= 3 ? [{ path: VIRTUAL, problem: virtualAddressMissing() }] : [];
  return machines.length === 1 ? [{ path: VIRTUAL, problem: virtualAddressOfOne(virtual) }] : [];
}

function checkFirst(data: PlainData): readonly LocatedProblem[] {
  const first = valueAt(data, FIRST);
  const { elements, complete } = readEach(data, CONTROL_PLANE, NAMED);
  if (typeof first !== "string" || !complete) return [];
  const names = elements.map(({ value }) => value.name);
  return names.includes(first) ? [] : [{ path: FIRST, problem: unknownFirstNode(first, names) }];
}

function named(data: PlainData, path: readonly string[]): readonly Located<string>[] {
  return readEach(data, path, NAMED).elements.map((machine) => ({
    path: [...machine.path, "name"],
    value: machine.value.name,
  }));
}

function addressed(data: PlainData, path: readonly string[]): readonly Located<string>[] {
  return readEach(data, path, ADDRESSED).elements.map((machine) => ({
    path: [...machine.path, "address"],
    value: machine.value.address,
  }));
}

function virtualAddress(data: PlainData): readonly Located<string>[] {
  const address = valueAt(data, [...VIRTUAL, "address"]);
  return typeof address === "string" ? [{ path: [...VIRTUAL, "address"], value: address }] : [];
}
