import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer'
import { GraphiQL } from 'graphiql'
import { EXAMPLES } from '../examples.ts'
import { fetcher } from './fetcher.ts'
import icon from './icon.svg'
import { PLUGINS } from './plugins.ts'

const TABS = EXAMPLES.map(({ query, variables }) => ({
  query,
  variables: variables ? JSON.stringify(variables, null, 2) : null,
}))

/** The whole page: GraphiQL on this address, the documentation open on the left, light or dark as the system says. */
export const Page = () => (
  <GraphiQL
    fetcher={fetcher}
    defaultQuery=""
    defaultTabs={TABS}
    defaultEditorToolsVisibility="variables"
    isHeadersEditorEnabled
    plugins={PLUGINS}
    schemaDescription
    visiblePlugin={DOC_EXPLORER_PLUGIN}
  >
    <GraphiQL.Logo>
      <span className="headwaters-logo">
        <img src={icon} alt="" />
        Headwaters
      </span>
    </GraphiQL.Logo>
  </GraphiQL>
)
