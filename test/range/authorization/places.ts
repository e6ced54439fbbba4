/** The tenant in which everybody of a namespace works, and one that is somebody else's. */
export const TENANT = "telemetry";
export const ELSEWHERE = "assembly";
