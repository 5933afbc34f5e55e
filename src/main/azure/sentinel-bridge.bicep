// What Sentinel Bridge needs in Azure, in the resource group of a Log Analytics workspace that Microsoft Sentinel is switched on for.
// sentinel-bridge.json beside this file says the same to who has no Bicep. Deploying again changes nothing that has not changed here.

targetScope = 'resourceGroup'

// ---- what is wanted ---------------------------------------------------------------------------------------------------

@description('Name of the Log Analytics workspace, in this resource group')
param workspaceName string

@description('Region of the workspace: data collection rules and exported events stay there')
param location string = resourceGroup().location

@description('Object id of the identity that the bridge signs in with. Empty: no roles are given')
param principalId string = ''

@description('What the identity is')
@allowed(['ServicePrincipal', 'Group', 'User'])
param principalType string = 'ServicePrincipal'

@description('Cases become incidents: the role for the REST API of Microsoft Sentinel, or what casesTo asks for')
param cases bool = true

@description('How cases become incidents: through the REST API, or as rows of a table of their own, by an analytics rule')
@allowed(['incident-api', 'alert-rule'])
param casesTo string = 'incident-api'

@description('Alerts become rows: the table, the data collection rule that leads there, and the role for it')
param alerts bool = true

@description('How incidents are made of the rows: rules that run every five minutes, near real time (preview), or none')
@allowed(['Scheduled', 'NRT', 'none'])
param analyticsRule string = 'Scheduled'

@description('none: rows go to the endpoint of the data collection rule itself. public or private: to a data collection endpoint, which private links need')
@allowed(['none', 'public', 'private'])
param dataCollectionEndpoint string = 'none'

@description('Alerts and incidents of Microsoft Sentinel go to an Event Hub: namespace, hub, consumer group, data export rule, and the role for it. Costs by the hour')
param events bool = true

@description('Tables that are exported to the Event Hub')
param exportedTables array = ['SecurityAlert', 'SecurityIncident']

@description('Where the bridge keeps how far events have come: its own store, or a container in Blob storage, which is made then')
@allowed(['store', 'blob'])
param checkpointStore string = 'store'

@description('Name of the Event Hubs namespace, unique in the world')
param eventHubsNamespace string = 'sentinel-bridge-${uniqueString(resourceGroup().id, workspaceName)}'

@description('Name of the storage account, unique in the world')
param storageAccountName string = 'bridge${uniqueString(resourceGroup().id, workspaceName)}'

// ---- what is known ----------------------------------------------------------------------------------------------------

var table = loadJsonContent('../../../routes/tables/ElasticSecurityAlerts_CL.json')
var stream = 'Custom-${table.name}'
var rule = loadJsonContent('analytics-rule.json')
var query = loadTextContent('analytics-rule.kql')
var casesList = loadJsonContent('../../../routes/tables/ElasticSecurityCases_CL.json')
var casesStream = 'Custom-${casesList.name}'
var casesRule = loadJsonContent('case-rule.json')
var casesQuery = loadTextContent('case-rule.kql')
var clouds = { AzureCloud: 'public', AzureUSGovernment: 'usgovernment', AzureChinaCloud: 'china' }
var roles = {
  sentinelResponder: '3e150937-b8fe-4cfb-8069-0eaf05ecd056'
  sentinelReader: '8d289c81-5878-46d4-8554-54e1e3d8b5cb'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  eventHubsDataReceiver: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
}
var givesRoles = !empty(principalId)
var withEndpoint = dataCollectionEndpoint != 'none'
var caseRows = cases && casesTo == 'alert-rule'
var rows = alerts || caseRows
var withContainer = events && checkpointStore == 'blob'

// The table says what a column is for, the stream only what it holds.
var tableColumns = [for column in table.columns: {
  name: column.name
  type: column.type == 'datetime' ? 'dateTime' : column.type
  description: column.description
}]
var streamColumns = [for column in table.columns: {
  name: column.name
  type: column.type
}]
var casesTableColumns = [for column in casesList.columns: {
  name: column.name
  type: column.type == 'datetime' ? 'dateTime' : column.type
  description: column.description
}]
var casesStreamColumns = [for column in casesList.columns: {
  name: column.name
  type: column.type
}]

// The analytics rules look a day back: a row that comes later than that gets the time of its arrival. EventTime keeps its own.
var transform = 'source | extend TimeGenerated = iif(isnull(TimeGenerated) or TimeGenerated < ago(1d), now(), TimeGenerated)'
var scheduled = {
  enabled: true
  queryFrequency: 'PT5M'
  queryPeriod: 'PT25H'
  triggerOperator: 'GreaterThan'
  triggerThreshold: 0
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2022-10-01' existing = {
  name: workspaceName
}

// ---- cases: incidents through the REST API, which are only read where a rule makes them ---------------------------------

var incidentRole = caseRows ? roles.sentinelReader : roles.sentinelResponder

resource mayWriteIncidents 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (cases && givesRoles) {
  scope: workspace
  name: guid(workspace.id, principalId, incidentRole)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', incidentRole)
    principalId: principalId
    principalType: principalType
  }
}

// ---- alerts and cases: rows, and incidents made of them -------------------------------------------------------------------

resource alertTable 'Microsoft.OperationalInsights/workspaces/tables@2022-10-01' = if (alerts) {
  parent: workspace
  name: 'ElasticSecurityAlerts_CL'
  properties: {
    plan: 'Analytics'
    schema: {
      name: table.name
      description: table.description
      columns: tableColumns
    }
  }
}

resource caseTable 'Microsoft.OperationalInsights/workspaces/tables@2022-10-01' = if (caseRows) {
  parent: workspace
  name: 'ElasticSecurityCases_CL'
  properties: {
    plan: 'Analytics'
    schema: {
      name: casesList.name
      description: casesList.description
      columns: casesTableColumns
    }
  }
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2023-03-11' = if (rows && withEndpoint) {
  name: 'sentinel-bridge'
  location: location
  properties: {
    networkAcls: {
      publicNetworkAccess: dataCollectionEndpoint == 'private' ? 'Disabled' : 'Enabled'
    }
  }
}

resource dataCollectionRule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = if (rows) {
  name: 'sentinel-bridge-alerts'
  location: location
  kind: 'Direct'
  properties: {
    description: 'Detection alerts and cases of Elastic Security, brought by Sentinel Bridge'
    dataCollectionEndpointId: withEndpoint ? endpoint.id : null
    streamDeclarations: union(alerts ? {
      'Custom-ElasticSecurityAlerts_CL': {
        columns: streamColumns
      }
    } : {}, caseRows ? {
      'Custom-ElasticSecurityCases_CL': {
        columns: casesStreamColumns
      }
    } : {})
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: workspace.id
        }
      ]
    }
    dataFlows: concat(alerts ? [
      {
        streams: [stream]
        destinations: ['workspace']
        transformKql: transform
        outputStream: stream
      }
    ] : [], caseRows ? [
      {
        streams: [casesStream]
        destinations: ['workspace']
        transformKql: transform
        outputStream: casesStream
      }
    ] : [])
  }
  dependsOn: [alertTable, caseTable]
}

resource maySendRows 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (rows && givesRoles) {
  scope: dataCollectionRule
  name: guid(dataCollectionRule.id, principalId, roles.monitoringMetricsPublisher)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
    principalId: principalId
    principalType: principalType
  }
}

// By the time of arrival, so that each row is looked at once, however late it comes; and of those, no row that is the same as one
// that was looked at before: sent again, or with another status.
resource scheduledRule 'Microsoft.SecurityInsights/alertRules@2024-03-01' = if (alerts && analyticsRule == 'Scheduled') {
  scope: workspace
  name: guid(workspace.id, 'sentinel-bridge-alerts', 'Scheduled')
  kind: 'Scheduled'
  properties: union(rule, scheduled, {
    query: '${table.name}\n| where ingestion_time() > ago(5m)\n${query}| join kind=leftanti (\n${table.name}\n| where ingestion_time() <= ago(5m)\n${query}) on AlertKey\n'
  })
  dependsOn: [alertTable]
}

resource scheduledCaseRule 'Microsoft.SecurityInsights/alertRules@2024-03-01' = if (caseRows && analyticsRule == 'Scheduled') {
  scope: workspace
  name: guid(workspace.id, 'sentinel-bridge-cases', 'Scheduled')
  kind: 'Scheduled'
  properties: union(casesRule, scheduled, {
    query: '${casesList.name}\n| where ingestion_time() > ago(5m)\n${casesQuery}| join kind=leftanti (\n${casesList.name}\n| where ingestion_time() <= ago(5m)\n${casesQuery}) on RowId\n'
  })
  dependsOn: [caseTable]
}

resource nearRealTimeRule 'Microsoft.SecurityInsights/alertRules@2024-01-01-preview' = if (alerts && analyticsRule == 'NRT') {
  scope: workspace
  name: guid(workspace.id, 'sentinel-bridge-alerts', 'NRT')
  kind: 'NRT'
  properties: union(rule, {
    enabled: true
    query: '${table.name}\n${query}'
  })
  dependsOn: [alertTable]
}

resource nearRealTimeCaseRule 'Microsoft.SecurityInsights/alertRules@2024-01-01-preview' = if (caseRows && analyticsRule == 'NRT') {
  scope: workspace
  name: guid(workspace.id, 'sentinel-bridge-cases', 'NRT')
  kind: 'NRT'
  properties: union(casesRule, {
    enabled: true
    query: '${casesList.name}\n${casesQuery}'
  })
  dependsOn: [caseTable]
}

// ---- events: what Microsoft Sentinel has, to Elasticsearch ------------------------------------------------------------------

// Data export has no identity of its own; it needs the namespace's keys to be valid.
resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = if (events) {
  name: eventHubsNamespace
  location: location
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    minimumTlsVersion: '1.2'
    isAutoInflateEnabled: true
    maximumThroughputUnits: 4
    disableLocalAuth: false
  }
}

resource hub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = if (events) {
  parent: namespace
  name: 'sentinel-events'
  properties: {
    partitionCount: 4
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: 168
    }
  }
}

resource consumerGroup 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = if (events) {
  parent: hub
  name: 'sentinel-bridge'
  properties: {
    userMetadata: 'Read by Sentinel Bridge alone'
  }
}

resource mayReceiveEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (events && givesRoles) {
  scope: hub
  name: guid(hub.id, principalId, roles.eventHubsDataReceiver)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.eventHubsDataReceiver)
    principalId: principalId
    principalType: principalType
  }
}

resource dataExport 'Microsoft.OperationalInsights/workspaces/dataExports@2020-08-01' = if (events) {
  parent: workspace
  name: 'sentinel-bridge'
  properties: {
    destination: {
      resourceId: namespace.id
      metaData: {
        eventHubName: 'sentinel-events'
      }
    }
    tableNames: exportedTables
    enable: true
  }
  dependsOn: [hub]
}

// ---- checkpoints in Blob storage ----------------------------------------------------------------------------------------

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = if (withContainer) {
  name: storageAccountName
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = if (withContainer) {
  parent: storage
  name: 'default'
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = if (withContainer) {
  parent: blobs
  name: 'checkpoints'
}

resource mayKeepCheckpoints 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (withContainer && givesRoles) {
  scope: container
  name: guid(container.id, principalId, roles.storageBlobDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    principalId: principalId
    principalType: principalType
  }
}

// ---- what the bridge has to know: names as in its application.properties --------------------------------------------------

@description('Settings of the bridge; "bridge provision azure --outputs" writes them as application.properties')
output settings object = union({
  'azure.cloud': clouds[environment().name]
  'azure.tenant-id': tenant().tenantId
}, cases ? {
  'sentinel.subscription-id': subscription().subscriptionId
  'sentinel.resource-group': resourceGroup().name
  'sentinel.workspace-name': workspaceName
} : {}, caseRows ? {
  'cases.to': casesTo
  'log-analytics.case-stream': casesStream
} : {}, rows ? {
  'log-analytics.endpoint': withEndpoint ? endpoint.properties.logsIngestion.endpoint : dataCollectionRule.properties.endpoints.logsIngestion
  'log-analytics.dcr-immutable-id': dataCollectionRule.properties.immutableId
} : {}, alerts ? {
  'log-analytics.stream': stream
} : {}, events ? {
  'event-hubs.namespace': split(split(namespace.properties.serviceBusEndpoint, '/')[2], ':')[0]
  'event-hubs.name': hub.name
  'event-hubs.consumer-group': consumerGroup.name
  'event-hubs.checkpoint-store': checkpointStore
} : {}, withContainer ? {
  'event-hubs.blob-container-url': '${storage.properties.primaryEndpoints.blob}${container.name}'
} : {})
