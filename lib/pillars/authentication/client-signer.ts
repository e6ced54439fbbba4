/**
 * What `openssl ca` is told where a machine signs a client certificate by the cluster's authority, line by line for the shell: it names
 * `$work` and `$signer`. Whatever extensions a request asks for are left out.
 *
 * @see https://docs.openssl.org/3.0/man1/openssl-ca/
 */
export const CLIENT_SIGNER = [
  ...["[req]", "distinguished_name = name", "[name]", "[ca]", "default_ca = signer", "[signer]"],
  ...["database = $work/index", "new_certs_dir = $work", "certificate = $signer.crt", "private_key = $signer.key"],
  ...["default_md = sha256", "rand_serial = yes", "policy = subject", "x509_extensions = client", "[subject]"],
  ...["organizationName = supplied", "commonName = supplied", "[client]", "basicConstraints = critical,CA:false"],
  ...["keyUsage = critical,digitalSignature", "extendedKeyUsage = clientAuth"],
]
  .map((line) => `"${line}"`)
  .join(" ");
