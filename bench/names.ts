/** Which clusters a run is about: all three profiles in turn, small machines alone, or those on Amazon EKS alone. */
export type Mix = "all" | "edge" | "cloud";

/** What the examples are for; the first words of their names. */
export type Purpose = "payments" | "plant" | "store";

export function purposeAt(place: number, mix: Mix): Purpose {
  if (mix === "edge") return "store";
  if (mix === "cloud") return "payments";
  switch (place % 3) {
    case 0:
      return "payments";
    case 1:
      return "plant";
    default:
      return "store";
  }
}

/** The name of the cluster at a place: `payments-00001`. */
export function nameAt(place: number, mix: Mix): string {
  return `${purposeAt(place, mix)}-${String(place + 1).padStart(5, "0")}`;
}
