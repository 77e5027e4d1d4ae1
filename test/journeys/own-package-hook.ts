import { leadToOwnPackage } from '../../src/cli/own-package.ts'

// In place of an installed package: imports of `headwaters` lead to this working tree.
leadToOwnPackage()
