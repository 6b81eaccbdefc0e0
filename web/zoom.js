// What the picture of a lineage needs of d3 to be moved and enlarged.
export { select } from "d3-selection";
export { zoom, zoomIdentity } from "d3-zoom";
