import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { DomainName, HttpApi, HttpRoute, HttpRouteKey, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Settings } from '#infra/settings.ts';
import { AppFunction } from './app-function.ts';
import type { Email } from './email.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Links } from './lifecycle-functions.ts';
import type { Records } from './records.ts';

export interface ServeProps {
  readonly settings: Settings;
  readonly records: Records;
  readonly email: Email;
  readonly lifecycle: Lifecycle;
}

/** A path here may carry a link's token, and an address a person: neither is logged. */
const LOGGED = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    method: '$context.httpMethod',
    status: '$context.status',
    latency: '$context.responseLatency',
  }),
);

/**
 * The site: an HTTP API in front of one function. The site's address and the key of its links come first, since the
 * emails need them; `serve` then puts the function behind it, which needs the workflows that send those emails.
 */
export class WebConstruct extends Construct implements Links {
  readonly api: HttpApi;
  readonly origin: string;
  readonly linkSecretArn: string;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const linkSecret = new Secret(this, 'LinkSecret', {
      description: 'Signs the links in emails and the sessions of programme leads',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: settings.keepRecords ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(linkSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'It is changed by hand, as docs/running.md says: for a month both secrets are good, so that links in inboxes go on. A person’s links are ended one by one or all at once, without touching it.',
    });
    this.linkSecretArn = linkSecret.secretArn;

    const domain = settings.webDomain && this.domain(settings.webDomain);
    this.api = new HttpApi(this, 'Api', {
      description: `Drumbeat (${settings.stage})`,
      createDefaultStage: false,
      // one site, one address: links and cookies are made for it
      disableExecuteApiEndpoint: domain !== undefined,
    });
    const log = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: LOGGED },
      ...(domain && { domainMapping: { domainName: domain } }),
    });
    this.origin = settings.webDomain ? `https://${settings.webDomain}` : this.api.apiEndpoint;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The pages check who asks: a lead by a session, anyone else by the signed link to the one thing they owe.',
    });
  }

  /** Puts the function that serves the pages behind the site, and returns it. */
  serve({ settings, records, email, lifecycle }: ServeProps): AppFunction {
    const web = new AppFunction(this, 'Pages', {
      settings,
      folder: 'web',
      description: 'Every page of the site',
      environment: {
        TABLE: records.table.tableName,
        PRIVATE_TABLE: records.privateTable.tableName,
        SITE_ORIGIN: this.origin,
        SENDER: settings.senderAddress,
        CONFIGURATION_SET: email.configurationSetName,
        LINK_SECRET_ID: this.linkSecretArn,
        LEADS: settings.leads.join(','),
        LAUNCH_MACHINE: lifecycle.launch.stateMachineArn,
        TURN_MACHINE: lifecycle.turn.stateMachineArn,
        DELIVER_MACHINE: lifecycle.deliver.stateMachineArn,
        PLAN_MACHINE: lifecycle.plan.stateMachineArn,
        COHORT_MACHINE: lifecycle.cohort.stateMachineArn,
      },
      memoryMegabytes: 1024,
      timeoutSeconds: 25,
      logRetention: settings.securityLogRetention,
      whenItFails: {
        breaks: 'a page failed with an error that its code did not expect.',
        forWhom: 'the person who asked for the page: a link, a head or a programme lead. Their draft is kept.',
        whatToDo: 'find the error in the log of the web function; if it came with a deployment, undo that.',
      },
    });
    new CfnOutput(this, 'SecurityLog', {
      value: web.log.logGroupName,
      description: 'The log that tells of security; docs/running.md has what to ask it',
    });
    records.readAndWrite(web, ['cohort']);
    records.writeInBulk(web);
    // where they are written, corrected, read by those for whom they are, and taken back
    const kinds = ['ANSWERS', 'DRAFTS', 'REPORTS'] as const;
    records.readPrivate(web, 'each', kinds);
    // all of a school, for a copy of somebody's data and to take somebody out of others' words
    records.readPrivate(web, 'all', kinds);
    records.keepPrivate(web, kinds);
    records.dropPrivate(web, ['ANSWERS', 'DRAFTS']);
    records.erasePrivate(web);
    web.allow(['secretsmanager:GetSecretValue'], [this.linkSecretArn]);
    email.letSend(web);
    lifecycle.letStart(web);
    new HttpRoute(this, 'Everything', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Pages', web.function, { timeout: Duration.seconds(28) }),
    });
    return web;
  }

  private domain(name: string): DomainName {
    const domain = new DomainName(this, 'Domain', {
      domainName: name,
      certificate: new Certificate(this, 'Certificate', {
        domainName: name,
        validation: CertificateValidation.fromDns(),
      }),
    });
    new CfnOutput(this, 'DomainTarget', {
      value: `${name} CNAME ${domain.regionalDomainName}`,
      description: 'Add to the DNS, so that the site is found at its own name',
    });
    return domain;
  }
}
