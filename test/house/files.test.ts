import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { committedFiles, readProjectFile, ROOT, sourceFiles } from './project.ts'

const MOST_LINES = 250
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(generated|test))?\.tsx?$/
const SLEEPY = /^(utils?|helpers?|common|misc)(\.tsx?)?$/
const isText = (path: string): boolean =>
  /\.([cm]?[jt]sx?|json|md|graphql|ya?ml|sh|html|css|example)$|(^|\/)(Dockerfile|\.ci\/run|\.[a-z]+)$/.test(path)

/** What no committed file says. Written in pieces, so that this file does not say it either. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  [
    'a path of one machine',
    new RegExp(['/(root|work', 'Users)/|/home/(?!node\\b)[a-z]+/|/tmp/[a-z]|[A-Z]:\\\\Users'].join('|')),
  ],
  ['a test that shuts out the others', new RegExp('\\b(it|test|describe|bench)\\.on' + 'ly\\b')],
  ['a mark for later', new RegExp(['\\bTO' + 'DO\\b', '\\bFIX' + 'ME\\b', '\\bXX' + 'X\\b'].join('|'))],
]

const committed = committedFiles()
// The notices quote licences by others, word for word.
const NOT_OURS = ['package-lock.json', 'THIRD_PARTY_NOTICES.md']
const ours = committed.filter((path) => isText(path) && !NOT_OURS.includes(path))

describe('the files of src', () => {
  const files = sourceFiles().filter((path) => !path.endsWith('.generated.ts'))

  it(`have at most ${MOST_LINES} lines`, () => {
    const long = files.map((path) => ({ path, lines: readProjectFile(path).trimEnd().split('\n').length }))
    expect(long.filter(({ lines }) => lines > MOST_LINES)).toEqual([])
  })

  it('have names in kebab-case', () => expect(sourceFiles().filter((path) => !KEBAB.test(basename(path)))).toEqual([]))

  it('are named after what they are, not utils, helpers, common or misc', () =>
    expect(sourceFiles().filter((path) => path.split('/').some((part) => SLEEPY.test(part)))).toEqual([]))
})

describe('committed files', () => {
  it.each(FORBIDDEN)('say nothing of %s', (_, pattern) => {
    const found = ours.flatMap((path) =>
      readProjectFile(path)
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
    )
    expect(found).toEqual([])
  })

  it('name no package registry', () => {
    const lock = readProjectFile('package-lock.json')
    expect(lock.match(/"resolved":.*/g) ?? []).toEqual([])
    expect(committed.filter((path) => basename(path) === '.npmrc')).toEqual([])
    const hosts = ours.filter((path) => /\bregistry\s*=\s*['\"]?https?:|\/\/registry\.\w/.test(readProjectFile(path)))
    expect(hosts.filter((path) => path !== 'test/house/files.test.ts')).toEqual([])
  })

  it('hold no environment file but the example', () =>
    expect(
      committed.filter((path) => /^\.env(\.|$)/.test(basename(path)) && basename(path) !== '.env.example'),
    ).toEqual([]))

  it('link only to pages that are there', () => {
    const broken = ours
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...readProjectFile(path).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)/g)]
          .map((match) => match[1] ?? '')
          .filter((target) => !existsSync(join(ROOT, path, '..', target)))
          .map((target) => `${path} → ${target}`),
      )
    expect(broken).toEqual([])
  })
})
