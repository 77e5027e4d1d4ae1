import ts from 'typescript'
import { parseSource } from './project.ts'

/** One import of a file, in whatever form it is written. */
export interface ImportFact {
  /** The module as it is written (`../core/clock.ts`, `zod`). */
  readonly specifier: string
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean
  /** True for `export … from`. */
  readonly passedOn: boolean
}

/** What a file takes and gives, as far as the rules of the house ask. */
export interface FileFacts {
  readonly imports: readonly ImportFact[]
  /** True when it has a default export. */
  readonly hasDefaultExport: boolean
  /** Names that it imports and exports again. */
  readonly passedOnNames: readonly string[]
}

const textOf = (node: ts.Node | undefined): string | null =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : null

const isTypeOnlyImport = (node: ts.ImportDeclaration): boolean => {
  const clause = node.importClause
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
}

const isTypeOnlyExport = (node: ts.ExportDeclaration): boolean => {
  if (node.isTypeOnly) return true
  const clause = node.exportClause
  return clause !== undefined && ts.isNamedExports(clause) && clause.elements.every((element) => element.isTypeOnly)
}

const readDynamic = (node: ts.Node): ImportFact | null => {
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const specifier = textOf(node.argument.literal)
    return specifier === null ? null : { specifier, typeOnly: true, passedOn: false }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const specifier = textOf(node.arguments[0])
    return specifier === null ? null : { specifier, typeOnly: false, passedOn: false }
  }
  return null
}

const readImport = (node: ts.Node): ImportFact | null => {
  if (ts.isImportDeclaration(node)) {
    const specifier = textOf(node.moduleSpecifier)
    return specifier === null ? null : { specifier, typeOnly: isTypeOnlyImport(node), passedOn: false }
  }
  if (ts.isExportDeclaration(node)) {
    const specifier = textOf(node.moduleSpecifier)
    return specifier === null ? null : { specifier, typeOnly: isTypeOnlyExport(node), passedOn: true }
  }
  return readDynamic(node)
}

const importedNames = (file: ts.SourceFile): readonly string[] =>
  file.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const clause = statement.importClause
    const bindings = clause?.namedBindings
    const named = bindings === undefined ? [] : ts.isNamedImports(bindings) ? bindings.elements : [bindings]
    return [clause?.name?.text ?? [], named.map((element) => element.name.text)].flat()
  })

const exportedAgain = (file: ts.SourceFile): readonly string[] =>
  file.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return []
    const clause = statement.exportClause
    return clause !== undefined && ts.isNamedExports(clause)
      ? clause.elements.map((element) => (element.propertyName ?? element.name).text)
      : []
  })

const exportsDefault = (statement: ts.Statement): boolean => {
  if (ts.isExportAssignment(statement)) return true
  if (
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
  )
    return statement.exportClause.elements.some((element) => element.name.text === 'default')
  return ts.canHaveModifiers(statement)
    ? (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)
    : false
}

/** Reads the imports and exports of a file: static, dynamic, `import type`, `import('…')` types and `export … from`. */
export const readFileFacts = (path: string, text: string): FileFacts => {
  const file = parseSource(path, text)
  const imports: ImportFact[] = []
  const visit = (node: ts.Node): void => {
    const found = readImport(node)
    if (found !== null) imports.push(found)
    ts.forEachChild(node, visit)
  }
  visit(file)
  const imported = new Set(importedNames(file))
  return {
    imports,
    hasDefaultExport: file.statements.some(exportsDefault),
    passedOnNames: exportedAgain(file).filter((name) => imported.has(name)),
  }
}
