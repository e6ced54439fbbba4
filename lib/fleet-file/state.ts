import { z } from "zod";
import { isRegion } from "../spec/aws-region";
import { section, text } from "../spec/parse/field";
import { ALLOWED } from "../spec/problems/allowed";
import { malformed } from "../spec/problems/text";

/** Terraform's state in files beside the output: for trying out, not for a team. Nobody else sees it. */
export interface LocalState {
  readonly kind: "local";
}

/**
 * Terraform's state in an S3 bucket with versions and no public access, `<cluster>.tfstate` each, encrypted and locked.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export interface S3State {
  readonly kind: "s3";
  readonly bucket: string;
  readonly region: string;
  /**
   * The ARN of the KMS key that encrypts the state.
   *
   * @default - the bucket's own
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Where Terraform keeps what it knows of the clusters of a fleet. */
export type FleetState = LocalState | S3State;

export const stateSchema = z.discriminatedUnion(
  "kind",
  [
    section({ kind: z.literal("local") }),
    section({
      kind: z.literal("s3"),
      bucket: text(ALLOWED.bucket, (value) =>
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value) ? undefined : malformed(value, ALLOWED.bucket),
      ),
      region: text(ALLOWED.region, (value) => (isRegion(value) ? undefined : malformed(value, ALLOWED.region))),
      kmsKeyArn: text(ALLOWED.kmsKeyArn, (value) =>
        /^arn:(?:aws|aws-us-gov|aws-cn):kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}$/.test(value)
          ? undefined
          : malformed(value, ALLOWED.kmsKeyArn),
      ).optional(),
    }),
  ],
  ALLOWED.fleetState,
);
