export { type BodyOptions, type RenderedBody, renderBody } from "./body/render-body.js";
export { type RenderInput, renderSite } from "./render-site.js";
