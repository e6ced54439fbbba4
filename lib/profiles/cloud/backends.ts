import { LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from "cdktf";

/** Makes the backend that keeps a stack's state. */
export type Backend = (stack: TerraformStack) => TerraformBackend;

export interface S3BackendProps {
  readonly bucket: string;
  /** The bucket's region. */
  readonly region: string;
  /**
   * The place of the state in the bucket.
   *
   * @default - `<stack>.tfstate`
   */
  readonly key?: string | undefined;
  /**
   * The ARN of the KMS key that encrypts the state.
   *
   * @default - the bucket's own
   */
  readonly kmsKeyArn?: string | undefined;
}

/**
 * State in an S3 bucket, encrypted, with a lock that no two applies get past. The bucket needs versions and no public
 * access; Terraform 1.10 or newer keeps the lock beside the state.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function s3Backend({ bucket, region, key, kmsKeyArn }: S3BackendProps): Backend {
  return (stack) => {
    const backend = new S3Backend(stack, {
      bucket,
      region,
      key: key ?? `${stack.node.id}.tfstate`,
      encrypt: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
    });
    // cdktf 0.21 has no property for it.
    stack.addOverride("terraform.backend.s3.use_lockfile", true);
    return backend;
  };
}

/**
 * State in a file in the folder above `cdktf.out`, `terraform.<stack>.tfstate`: for trying out, not for a team. Nobody else
 * sees it, and two people apply over each other.
 */
export function localBackend(): Backend {
  // Without a path, cdktf would write an absolute one of this machine into the output. This one leads to the same file.
  return (stack) => new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
}
