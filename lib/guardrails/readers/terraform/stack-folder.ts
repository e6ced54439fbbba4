import type { TerraformDocument } from "../../document";
import type { UnknownShapeFact } from "../../facts/unknown-shape";

/** Files beside a stack's document that Terraform and cdktf write themselves, and that change nothing of what is applied. */
const HARMLESS: readonly RegExp[] = [
  /^cdk\.tf\.json$/,
  /^\.cdk\.tf\.json\.new$/,
  /^\.terraform$/,
  /^\.terraform\.lock\.hcl$/,
  /^\.terraform\.tfstate\.lock\.info$/,
  /^terraform\.[\w.-]*tfstate(\.[\w.-]*)?$/,
  /^terraform\.tfstate(\.[\w.-]*)?$/,
  /^terraform\.tfstate\.d$/,
  /^errored\.tfstate$/,
  /^crash\.log$/,
  /^plan$/,
  /^assets$/,
];

/** Whether Terraform or cdktf writes a file of such a name itself, so that nobody needs to judge it. */
export function isWrittenByTerraform(name: string): boolean {
  return name !== "cdk.tf.json" && HARMLESS.some((pattern) => pattern.test(name));
}

/** Whether Terraform reads a file of such a name, wherever it finds it. */
export function isReadByTerraform(name: string): boolean {
  return READ_BY_TERRAFORM.test(name);
}

/** Everything else in the folder: Terraform may read it, beside what was judged or instead of it. */
export function readStackFolder(document: TerraformDocument): readonly UnknownShapeFact[] {
  return document.neighbours
    .filter((name) => !HARMLESS.some((pattern) => pattern.test(name)))
    .map((name) => ({
      kind: "unknown-shape",
      place: { document: document.name, path: name },
      ours: true,
      what: `file ${name}`,
      names: [name],
      why: READ_BY_TERRAFORM.test(name)
        ? "Terraform reads it together with the judged file and lets it change what that says"
        : "it stands in the stack's folder and nobody has judged it",
    }));
}

const READ_BY_TERRAFORM = /\.(tf|tofu|tfvars|tftest|tfmock)(\.json)?$/;
