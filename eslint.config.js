import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noDefaultExport = { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } }

/** Words of the language that read a clock, roll a die or leave the process: not in `src/core`. */
const impureGlobals = [
  'performance',
  'fetch',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'crypto',
  'console',
]

export default defineConfig(
  // A package of its own: it is linted as whoever keeps it likes, and compiled with everything here.
  {
    ignores: [
      'node_modules',
      'dist',
      'coverage',
      '.cache',
      '**/*.generated.ts',
      'examples/*/node_modules',
      'examples/source-acme',
      'examples/*/src/graphql',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-params': ['error', 3],
      complexity: ['error', 15],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      // In the kit's generics `{}` is the shape without keys.
      '@typescript-eslint/no-empty-object-type': ['error', { allowObjectTypes: 'always' }],
      // Pothos is told of new builder methods through its global namespace.
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      // `signal.reason` is the error to pass on, and its type is any.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An async function that keeps a promised signature needs no await of its own.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    rules: {
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-exports': ['error', noDefaultExport],
    },
  },
  {
    // The command line speaks to a terminal.
    files: ['src/cli/**/*.ts', 'src/graphiql/build.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a Random as an argument.' },
        { object: 'Date', property: 'now', message: 'Take a Clock as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        // Date.parse and new Date(value) are arithmetic; only the forms that read the clock are not.
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take a Clock as an argument.' },
        { selector: 'CallExpression[callee.name="Date"]', message: 'Take a Clock as an argument.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '^(?!\\./|node:crypto$)', message: 'core imports core and node:crypto, nothing else.' }],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // The columns of a table are parameters of its test.
      'max-params': 'off',
      // A test reads answers whose shape is the very thing under test.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
)
