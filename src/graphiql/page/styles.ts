// Sheet by sheet, not graphiql/style.css: that one carries Monaco's sheet a second time and 360 kB of fonts.
import '@graphiql/react/style.css'
import '@graphiql/plugin-doc-explorer/style.css'
import '@graphiql/plugin-history/style.css'
import 'graphiql/graphiql.css'
import './page.css'
