/** Tests of taking request bodies to pieces. */
package org.sentinelbridge.component.documents;
