/** The folder below the output in which a fleet keeps what its next run reads, and files that are not judged to the end yet. */
export const KEPT = ".portcullis";
