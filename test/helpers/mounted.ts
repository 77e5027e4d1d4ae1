export { mountGraph, partsWith, type MountedGraph, type MountedGraphOptions } from '../../src/testing/mounted-graph.ts'
