// What Pod Security leaves open, refused by the API server itself, in a cluster that somebody else made.
import { App, Chart } from "cdk8s";
import { AdmissionPolicies, ImagesByDigest } from "portcullis/kubernetes";

const app = new App();
const chart = new Chart(app, "admission-policies");
new AdmissionPolicies(chart, "policies", { platform: "eks", registries: ["registry.example.com/shop"] });
new ImagesByDigest(chart, "images-by-digest");
app.synth();
