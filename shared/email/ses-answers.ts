/**
 * What it means that SES did not take an email.
 * `Throttled`: not sent, too many at once. `Rejected`: not sent, and it never can be, to that address. `Refused`: not sent
 * because of the account or its settings: no other email would go either. `Unclear`: not sent, and nobody can say from the
 * answer whose fault it is. `Unknown`: it may have been sent.
 */
export type Failure = 'Throttled' | 'Rejected' | 'Refused' | 'Unclear' | 'Unknown';

/** One kind of answer: of these codes, where the text has this in it. */
export interface SesAnswer {
  readonly codes: readonly string[];
  /** any text where there is none */
  readonly says?: RegExp;
  readonly means: Failure;
  /** it means that only of an address that SES cannot send to; of any other it is `Unclear` */
  readonly ofOddAddress?: boolean;
  /** as SES says it: HTTP status and text */
  readonly example: readonly [status: number, text: string];
  /** for people, in docs/running.md */
  readonly why: string;
  readonly source: string;
}

const DEVELOPER_GUIDE = 'https://docs.aws.amazon.com/ses/latest/dg/';
const MODEL = 'the model of SendRawEmail in @aws-sdk/client-ses';
const COMMON = 'https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html';

/**
 * What SES has been seen or is documented to answer to SendRawEmail; the first that fits counts. Only what is about this
 * one message and can never go ends it, and what is about the account stops the post: see docs/running.md, which has the
 * same table. Codes come with and without `Exception`, as SES and its SDK write them.
 */
export const sesAnswers: readonly SesAnswer[] = [
  {
    codes: ['Throttling', 'ThrottlingException', 'LimitExceeded', 'LimitExceededException', 'MessageRejected'],
    says: /daily (message|sending) quota exceeded/i,
    means: 'Refused',
    example: [400, 'Daily message quota exceeded.'],
    why: 'the account has sent all that it may in 24 hours',
    source: `${DEVELOPER_GUIDE}manage-sending-quotas-errors.html`,
  },
  {
    codes: ['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded'],
    means: 'Throttled',
    example: [400, 'Maximum sending rate exceeded.'],
    why: 'too many in this second',
    source: `${DEVELOPER_GUIDE}manage-sending-quotas-errors.html`,
  },
  {
    codes: ['MessageRejected'],
    says: /address(es)? (is|are) not verified|failed the check in region/i,
    means: 'Refused',
    example: [
      400,
      'Email address is not verified. The following identities failed the check in region EU-WEST-2: programmes@drumbeat.example.org',
    ],
    why: 'the sender is not verified, or the account is still in the sandbox',
    source: `${DEVELOPER_GUIDE}troubleshoot-error-messages.html`,
  },
  {
    codes: ['MessageRejected'],
    says: /sending (is )?(paused|suspended|disabled)|account is paused/i,
    means: 'Refused',
    example: [
      400,
      'Sending suspended for this account. For more information, please check the inbox of the email address associated with your AWS account.',
    ],
    why: 'AWS has paused the account',
    source: `${DEVELOPER_GUIDE}troubleshoot-error-messages.html`,
  },
  {
    codes: ['AccountSendingPausedException', 'AccountSendingPaused'],
    means: 'Refused',
    example: [400, 'Email sending is disabled for your entire account.'],
    why: 'sending is switched off for the account',
    source: MODEL,
  },
  {
    codes: ['ConfigurationSetSendingPausedException', 'ConfigurationSetSendingPaused'],
    means: 'Refused',
    example: [400, 'Email sending is disabled for the configuration set.'],
    why: 'sending is switched off for the configuration set',
    source: MODEL,
  },
  {
    codes: ['ConfigurationSetDoesNotExist', 'ConfigurationSetDoesNotExistException'],
    means: 'Refused',
    example: [400, 'Configuration set <drumbeat> does not exist.'],
    why: 'the configuration set is gone, or its name is wrong',
    source: MODEL,
  },
  {
    codes: ['MailFromDomainNotVerifiedException', 'MailFromDomainNotVerified'],
    means: 'Refused',
    example: [400, 'Could not read the MX record of the MAIL FROM domain.'],
    why: 'the return domain has lost its DNS record',
    source: MODEL,
  },
  {
    codes: [
      'ProductionAccessNotGranted',
      'ProductionAccessNotGrantedException',
      'LimitExceeded',
      'LimitExceededException',
    ],
    means: 'Refused',
    example: [400, 'The account has not been granted production access.'],
    why: 'a limit of the account',
    source: MODEL,
  },
  {
    codes: ['AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation', 'OptInRequired'],
    means: 'Refused',
    example: [403, 'User is not authorized to perform ses:SendRawEmail on the identity.'],
    why: 'the function may not send as the sender',
    source: COMMON,
  },
  {
    codes: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'],
    means: 'Refused',
    example: [403, 'The security token included in the request is expired'],
    why: 'the function’s credentials or its clock are out of date',
    source: COMMON,
  },
  {
    codes: [
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'InvalidAccessKeyId',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'IncompleteSignature',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
      'AuthFailure',
    ],
    means: 'Refused',
    example: [403, 'The security token included in the request is invalid.'],
    why: 'the function’s credentials are wrong',
    source: COMMON,
  },
  {
    codes: ['CredentialsProviderError', 'TokenProviderError'],
    means: 'Refused',
    // the SDK says so itself: no request is made
    example: [0, 'Could not load credentials from any providers'],
    why: 'the function has no credentials, so nothing was asked of SES',
    source: 'the credential providers of @aws-sdk/client-ses',
  },
  {
    codes: ['InvalidParameterValue'],
    says: /(local address|domain) (contains|starts|ends)|missing (final '@domain'|domain|local name)|illegal address|invalid email address/i,
    means: 'Rejected',
    ofOddAddress: true,
    example: [400, 'Local address contains control or whitespace'],
    why: 'SES cannot send to such an address, as one with an accent before the @',
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference/API_Destination.html',
  },
  {
    codes: ['InvalidParameterValue'],
    says: /duplicate header|header (section too long|name)|empty header|message length is more than|expected /i,
    means: 'Unclear',
    example: [400, "Duplicate header 'Content-Type'."],
    why: 'the email was made wrongly, which the next release can put right',
    source: 'https://github.com/aws/aws-sdk-js/issues/4121',
  },
  {
    codes: [
      'MessageRejected',
      'InvalidParameterValue',
      'InvalidParameterCombination',
      'MissingParameter',
      'MalformedInput',
      'ValidationError',
      'ValidationException',
    ],
    means: 'Unclear',
    example: [400, 'A text that nobody has seen before'],
    why: 'any other text of these codes',
    source: COMMON,
  },
  {
    codes: [
      'InternalFailure',
      'InternalServerError',
      'ServiceUnavailable',
      'RequestTimeout',
      'RequestTimeoutException',
    ],
    means: 'Unknown',
    example: [503, 'Service Unavailable'],
    why: 'SES itself failed, and may have taken the email first',
    source: COMMON,
  },
];

/** Letters and signs that SES takes in an address: it knows no others before the @, and after it only what DNS does. */
const PLAIN =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}$/;

/** Whether SES can send to an address, as far as its letters tell. */
export const canBeSentTo = (address: string): boolean => PLAIN.test(address.trim());

interface Answer {
  readonly name?: string;
  readonly message?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What an answer, or the lack of one, means for an email to that address. */
export function meaningOf(error: unknown, to: string): Failure {
  // a key that makes no tag: nothing was asked of SES
  if (error instanceof RangeError || error instanceof URIError) return 'Rejected';
  const { name = '', message = '', $fault, $metadata } = (error ?? {}) as Answer;
  const known = sesAnswers.find(({ codes, says }) => codes.includes(name) && (!says || says.test(message)));
  if (known) return known.ofOddAddress && canBeSentTo(to) ? 'Unclear' : known.means;
  const status = $metadata?.httpStatusCode ?? 0;
  if (status === 429) return 'Throttled';
  // an answer that blames the request means that nothing was sent; anything else leaves it open
  return $fault === 'client' && status >= 400 && status < 500 ? 'Unclear' : 'Unknown';
}
