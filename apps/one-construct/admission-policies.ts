// What Pod Security leaves open, refused by the API server itself, in a cluster that somebody else made.
import { App, Chart } from "cdk8s";
import { AdmissionPolicies, BreakGlassAccess, ImagesByDigest } from "portcullis/kubernetes";

const app = new App();
const chart = new Chart(app, "admission-policies");
new AdmissionPolicies(chart, "policies", {
  platform: "eks",
  registries: ["registry.example.com/shop"],
  breakGlass: true,
});
new ImagesByDigest(chart, "images-by-digest");
// Who is let in for an hour: a role, its one binding, and above the policy that holds him to it.
new BreakGlassAccess(chart, "break-glass");
app.synth();
