import type { CertificateApprovalFact } from "../../facts/certificate-approval";
import { Fields } from "../fields";

/** What the script that decides on requests for certificates knows of the cluster. */
export type CertificateSettings = NonNullable<CertificateApprovalFact["settings"]>;

/** Reads it: JSON, as jq does. Says why when it does not understand. */
export function readCertificateSettings(content: string): CertificateSettings | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return "it is not JSON";
  }
  const complaints: string[] = [];
  const settings = Fields.of(parsed, "", complaints);
  settings.only("self", "apiServerName", "people", "controlPlanes", "machineRanges", "otherNames", "otherAddresses");
  const machine = (fields: Fields) => {
    fields.only("name", "address");
    const [name, address] = [fields.text("name"), fields.text("address")];
    if (name === undefined || address === undefined) complaints.push("a machine lacks its name or its address");
    return `${name} ${address}`;
  };
  const self = machine(settings.fields("self"));
  const controlPlanes = settings.list("controlPlanes").map(machine);
  const people = settings.list("people").map((one) => {
    one.only("group", "groups", "users");
    return { group: one.text("group") ?? "", groups: one.texts("groups"), users: one.texts("users") };
  });
  const read = {
    people,
    apiServerName: settings.text("apiServerName"),
    knowsItself: controlPlanes.includes(self),
    machineRanges: settings.texts("machineRanges"),
    otherNames: settings.texts("otherNames"),
    otherAddresses: settings.texts("otherAddresses"),
  };
  return complaints.length === 0 ? read : complaints.join("; ");
}
