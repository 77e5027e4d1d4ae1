import ts from 'typescript'
import { parseSource } from './project.ts'

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)

const namesOf = (statement: ts.Statement): readonly string[] => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText())
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  )
    return [statement.name?.text ?? 'default']
  return []
}

const hasSentence = (statement: ts.Statement): boolean =>
  ts.getJSDocCommentsAndTags(statement).some((comment) => {
    const text = ts.isJSDoc(comment) ? (ts.getTextOfJSDocComment(comment.comment) ?? '') : ''
    return /\S+\s+\S+[\s\S]*[.!?:)…]/.test(text)
  })

/** Names that a file exports without a sentence of TSDoc. Of overloads, one sentence is enough. */
export const undocumentedExports = (path: string, text: string): readonly string[] => {
  const said = new Map<string, boolean>()
  for (const statement of parseSource(path, text).statements.filter(isExported))
    for (const name of namesOf(statement)) said.set(name, said.get(name) === true || hasSentence(statement))
  return [...said].filter(([, isSaid]) => !isSaid).map(([name]) => `${path}: ${name}`)
}
