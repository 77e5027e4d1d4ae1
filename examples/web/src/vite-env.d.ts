interface ImportMetaEnv {
  /** Where Headwaters is. Default: http://localhost:4000/graphql. */
  readonly VITE_HEADWATERS_URL?: string
}
