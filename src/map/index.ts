export { drawMap, type MapInput, type MapOptions } from "./draw-map.js";
