export { type BodyOptions, type RenderedBody, renderBody } from "./body/render-body.js";
